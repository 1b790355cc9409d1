import type ts from "typescript";
import type { TypeScript } from "../engine/typescript";
import { commands } from "../protocol";
import { registry } from "./projects";

/**
 * Makes a session answer the private requests, once however many projects and copies of the plugin there are.
 *
 * @param session - of the server; absent where the host has none
 */
export function addRequestHandlers(
  ts: TypeScript,
  session: ts.server.Session<unknown> | undefined,
  projectService: ts.server.ProjectService,
): void {
  const { sessions } = registry();
  if (!session || sessions.has(session)) return;
  sessions.add(session);
  for (const command of Object.values(commands)) {
    session.addProtocolHandler(command, (request) => ({
      response: answer(ts, projectService, command, request.arguments),
      responseRequired: true,
    }));
  }
}

function answer(
  ts: TypeScript,
  projectService: ts.server.ProjectService,
  command: string,
  request: unknown,
): object {
  if (command === commands.status) return { typescript: ts.version };
  const file = fileIn(request);
  if (file === undefined) throw new Error(`'${command}' needs an argument 'file' with the name of a file`);
  const path = ts.server.toNormalizedPath(file);
  return whileOpen(projectService, path, () => answerAbout(projectService, command, path, request));
}

/** A file that no editor has open is opened for the moment: only then does the server look for its project. */
function whileOpen<T>(
  projectService: ts.server.ProjectService,
  path: ts.server.NormalizedPath,
  task: () => T,
): T {
  if (projectService.getScriptInfo(path)?.isScriptOpen()) return task();
  if (!projectService.host.fileExists(path)) {
    throw new Error(`'${path}' is neither on disk nor open in the editor`);
  }
  projectService.openClientFile(path);
  try {
    return task();
  } finally {
    projectService.closeClientFile(path);
  }
}

function answerAbout(
  projectService: ts.server.ProjectService,
  command: string,
  path: ts.server.NormalizedPath,
  request: unknown,
): object {
  const project = projectService.getDefaultProjectForFile(path, true);
  const plugin = project && registry().projects.get(project);
  if (!plugin) {
    throw new Error(`Yieldwise is not active in the project of '${path}'; restart the TypeScript server`);
  }
  return plugin.answer(command, { ...(request as object), file: path });
}

function fileIn(request: unknown): string | undefined {
  if (typeof request !== "object" || request === null || !("file" in request)) return undefined;
  return typeof request.file === "string" ? request.file : undefined;
}
