import type { Uri } from "vscode";
import type { Iterator } from "../iterators";
import { isSamePlace, type Place, placeAfter, type TextChange } from "./place";

/** What the page is about, as it was when its file was last looked at. */
export interface Subject {
  readonly uri: Uri;
  readonly iterator: Iterator;
  /** All iterators of the file: several can have the same label. */
  readonly all: readonly Iterator[];
}

/** A subject, and where its iterator is by now. */
export interface FollowedSubject extends Subject {
  /** Not known once the text around it was replaced. */
  readonly place: Place | undefined;
}

/** @returns the subject as it was just looked at */
export function followed(subject: Subject): FollowedSubject {
  return { ...subject, place: subject.iterator.range.start };
}

/** @returns the subject after the text of its file was changed */
export function movedBy(subject: FollowedSubject, changes: readonly TextChange[]): FollowedSubject {
  return { ...subject, place: placeAfter(subject.place, changes) };
}

/**
 * Finds the iterator of a subject among those that its file has now.
 *
 * It is the one in the place to which the iterator has moved. Where that place was replaced, or the file changed unseen, the order
 * among those with the same label tells, as long as there are as many of them as before.
 *
 * @returns `undefined` when it is gone, or nobody can tell which one it is
 */
export function findAgain(
  { iterator, all, place }: FollowedSubject,
  now: readonly Iterator[],
): Iterator | undefined {
  const there = place && now.find(({ range }) => isSamePlace(range.start, place));
  if (there) return there;
  const isNamesake = ({ rule, label }: Iterator): boolean =>
    rule === iterator.rule && label === iterator.label;
  const before = all.filter(isNamesake);
  const after = now.filter(isNamesake);
  return before.length === after.length ? after[before.indexOf(iterator)] : undefined;
}
