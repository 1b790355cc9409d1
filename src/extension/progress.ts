import * as vscode from "vscode";

/** Tells of work that somebody has asked for and waits for, with a way to call it off. */
export function withNotification<T>(
  title: string,
  task: (report: (message: string) => void, token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (shown, token) => {
    const report = (message: string): void => {
      shown.report({ message });
    };
    return task(report, token);
  });
}

/** Tells of work that is about what a view shows, by the bar above it. */
export function withView<T>(
  viewId: string,
  task: (token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  return vscode.window.withProgress({ location: { viewId } }, (_shown, token) => task(token));
}

/** Tells of work that is soon done, in the status bar. */
export function withStatus<T>(
  title: string,
  task: (token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const location = vscode.ProgressLocation.Window;
  return vscode.window.withProgress({ location, title, cancellable: true }, (_shown, token) => task(token));
}
