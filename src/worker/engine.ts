import ts from "typescript";
import { defaultOptions } from "../engine/options";
import { setMessages } from "../engine/say";
import { answerRequest } from "../plugin/requests";
import type { Files } from "../project/files";
import { commands } from "../protocol";
import { joinedFiles, type Libraries } from "./joined-files";
import type { FromWorker, ToWorker } from "./messages";
import { Projects } from "./projects";
import { RemoteFiles } from "./remote-files";
import { Texts } from "./texts";

type Request = Extract<ToWorker, { readonly kind: "request" }>;

/** What the engine works on. */
export interface Sources {
  readonly libraries: Libraries;
  /** What the worker can read itself; a browser's has no disk. */
  readonly disk?: Files;
}

/** The engine of our own: answers the plugin's requests from language services that it keeps itself. */
export class Engine {
  private readonly remote = new RemoteFiles();
  private readonly texts: Texts;
  private readonly projects: Projects;
  private readonly requests: Request[] = [];
  private isLoading = false;

  /** @param send - takes the answers, and what has to be loaded for one */
  constructor(
    { libraries, disk }: Sources,
    private readonly send: (message: FromWorker) => void,
  ) {
    const files = joinedFiles(libraries, this.remote, disk);
    this.texts = new Texts(files);
    this.projects = new Projects(this.texts, files);
  }

  /** Takes a message of the extension. */
  receive(message: ToWorker): void {
    switch (message.kind) {
      case "messages":
        setMessages(message.messages);
        return;
      case "open":
        this.texts.set(message.file, message.text);
        this.projects.refresh(message.file);
        return;
      case "close":
        this.texts.close(message.file);
        this.projects.refresh(message.file);
        return;
      case "changed":
        this.remote.forget(message.file);
        this.texts.touch(message.file);
        this.projects.refresh(message.file);
        return;
      case "moved":
        this.remote.forget(message.file);
        this.remote.forgetFolders();
        this.texts.touch(message.file);
        this.projects.clear();
        return;
      case "roots":
        this.remote.setRoots(message.folders);
        this.projects.clear();
        return;
      case "loaded":
        this.isLoading = false;
        this.remote.add(message.loaded);
        for (const { name } of message.loaded.files) this.texts.touch(name);
        this.projects.clear();
        this.proceed();
        return;
      case "request":
        this.requests.push(message);
        this.proceed();
        return;
    }
  }

  /** Answers what was asked, in turn. Where files are missing for that, it is worked out again when they have come. */
  private proceed(): void {
    while (!this.isLoading) {
      const [request] = this.requests;
      if (!request) return;
      const answer = this.answer(request);
      const wanted = this.remote.takeWanted();
      if (wanted) {
        this.isLoading = true;
        this.send({ kind: "load", wanted });
        return;
      }
      this.projects.sweep();
      this.requests.shift();
      this.send(answer);
    }
  }

  private answer({ id, command, args }: Request): FromWorker {
    try {
      return { kind: "answer", id, body: this.bodyOf(command, args) };
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { kind: "failure", id, message };
    }
  }

  private bodyOf(command: string, args: object): object {
    if (command === commands.status) return { typescript: ts.version };
    const file = "file" in args && typeof args.file === "string" ? args.file : "";
    if (!this.texts.exists(file)) throw new Error(`'${file}' is neither saved nor open in the editor`);
    const project = this.projects.projectOf(file);
    // Without these files the answer would be thrown away, so it is not worked out.
    if (this.remote.isWaiting() || (project.program() && this.remote.isWaiting())) return {};
    const analysis = {
      program: () => project.program(),
      findings: (name: string, options: Parameters<typeof project.findings>[1]) =>
        project.findings(name, options),
    };
    return answerRequest(ts, analysis, defaultOptions, command, args);
  }
}
