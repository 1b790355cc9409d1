import * as vscode from "vscode";
import { readSettings } from "./settings";

/**
 * Writes a question and its answer to the output, as far as the setting `yieldwise.trace` wants it.
 *
 * @param uri - the file that the question is about
 * @param ask - gives the answer
 */
export async function traced<T>(
  log: vscode.LogOutputChannel,
  uri: vscode.Uri,
  command: string,
  args: object,
  ask: () => Promise<T>,
): Promise<T> {
  const { trace } = readSettings(uri);
  if (trace === "off") return ask();
  const began = performance.now();
  const answer = await ask();
  const took = (performance.now() - began).toFixed(0);
  log.info(`${command} ${vscode.workspace.asRelativePath(uri)}: ${took} ms`);
  if (trace === "verbose") log.info(`${JSON.stringify(args)} → ${JSON.stringify(answer ?? null)}`);
  return answer;
}
