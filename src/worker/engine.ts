import ts from "typescript";
import { defaultOptions } from "../engine/options";
import { answerRequest } from "../plugin/requests";
import type { Files } from "../project/files";
import { commands } from "../protocol";
import type { FromWorker, ToWorker } from "./messages";
import { Projects } from "./projects";
import { Texts } from "./texts";

/** The engine of our own: answers the plugin's requests from language services that it keeps itself. */
export class Engine {
  private readonly texts: Texts;
  private readonly projects: Projects;

  /**
   * @param files - what lies under the texts of the editor
   * @param send - takes the answers
   */
  constructor(
    files: Files,
    private readonly send: (message: FromWorker) => void,
  ) {
    this.texts = new Texts(files);
    this.projects = new Projects(this.texts, files);
  }

  /** Takes a message of the extension. */
  receive(message: ToWorker): void {
    switch (message.kind) {
      case "open":
        this.texts.set(message.file, message.text);
        this.projects.refresh(message.file);
        return;
      case "close":
        this.texts.close(message.file);
        this.projects.refresh(message.file);
        return;
      case "changed":
        this.texts.touch(message.file);
        this.projects.refresh(message.file);
        return;
      case "moved":
        this.projects.clear();
        return;
      case "request":
        this.answer(message.id, message.command, message.args);
        return;
    }
  }

  private answer(id: number, command: string, args: object): void {
    try {
      this.send({ kind: "answer", id, body: this.bodyOf(command, args) });
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.send({ kind: "failure", id, message });
    }
  }

  private bodyOf(command: string, args: object): object {
    if (command === commands.status) return { typescript: ts.version };
    const file = "file" in args && typeof args.file === "string" ? args.file : "";
    if (!this.texts.exists(file)) throw new Error(`'${file}' is neither on disk nor open in the editor`);
    const project = this.projects.projectOf(file);
    const analysis = {
      program: () => project.program(),
      findings: (name: string, options: Parameters<typeof project.findings>[1]) =>
        project.findings(name, options),
    };
    return answerRequest(ts, analysis, defaultOptions, command, args);
  }
}
