import { readFileSync, writeFileSync } from "node:fs";
import { CannotRun, systemCode } from "../project/failure";

type Encoding = "utf8" | "utf8-bom" | "utf16le";

/** A text and what it needs to be written as it was. */
export interface TextFile {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * Reads a text file.
 *
 * @throws CannotRun when it cannot be read, or is in an encoding in which it could not be written again
 */
export function readTextFile(file: string): TextFile {
  const bytes = readBytes(file);
  const encoding = encodingOf(bytes);
  const text = bytes.toString(encoding === "utf16le" ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
  if (!encode({ text, encoding }).equals(bytes)) {
    throw new CannotRun([
      { file, message: "The file is not UTF-8. Save it as UTF-8, so that no character gets lost" },
    ]);
  }
  return { text, encoding };
}

/**
 * Replaces a file's content; permissions stay, and so does a link to it.
 *
 * @throws CannotRun when it cannot be written
 */
export function writeTextFile(file: string, content: TextFile): void {
  try {
    writeFileSync(file, encode(content));
  } catch (error) {
    throw new CannotRun([
      { file, message: `The file cannot be written (${codeOf(error)}). Check its permissions` },
    ]);
  }
}

/** @returns the text as it stands in the file, byte order mark included */
export function rawText({ text, encoding }: TextFile): string {
  return encoding === "utf8" ? text : `\uFEFF${text}`;
}

/** @returns the text with the line ends that this file uses */
export function withLineEndsOf(file: string, text: string): string {
  return usesCrLf(file) ? text.replace(/\r?\n/g, "\r\n") : text;
}

function usesCrLf(text: string): boolean {
  const breaks = text.match(/\r?\n/g) ?? [];
  return breaks.filter((lineEnd) => lineEnd === "\r\n").length * 2 > breaks.length;
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CannotRun([
      { file, message: `The file cannot be read (${codeOf(error)}). Check its permissions` },
    ]);
  }
}

function codeOf(error: unknown): string {
  const code = systemCode(error);
  if (code === undefined) throw error;
  return code;
}

function encodingOf(bytes: Buffer): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf16le";
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? "utf8-bom" : "utf8";
}

function encode(content: TextFile): Buffer {
  return Buffer.from(rawText(content), content.encoding === "utf16le" ? "utf16le" : "utf8");
}
