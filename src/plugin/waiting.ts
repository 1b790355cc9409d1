import type ts from "typescript";

/** What VS Code puts into the folder of an extension when it installs it. */
const mark = ".vsixmanifest";

/** For how long an extension may take to start, in milliseconds. */
const patience = 60_000;

/** The time in which somebody is expected to configure the plugin, and it shows nothing. */
export interface Waiting {
  isOn(): boolean;
  /** Somebody has configured it. */
  end(): void;
}

/**
 * The copy of the plugin that VS Code has installed with the extension is told soon that it need not show anything, and what it shows
 * before that would be there for a moment, beside what the extension shows. So it waits for that, but not for ever: another
 * editor may use the same copy, and never configure it. Every other copy shows what it finds at once.
 *
 * @param onEnd - called when nobody has configured it in time
 * @param folder - of the plugin's file
 */
export function waitForConfiguration(
  { serverHost, config }: Pick<ts.server.PluginCreateInfo, "serverHost" | "config">,
  onEnd: () => void,
  folder = __dirname,
): Waiting {
  const isSaid = (config as { readonly presentation?: unknown } | undefined)?.presentation !== undefined;
  let isOn = !isSaid && isInstalledByVsCode(serverHost, folder);
  const timer: unknown =
    isOn &&
    serverHost.setTimeout(() => {
      isOn = false;
      onEnd();
    }, patience);
  return {
    isOn: () => isOn,
    end: () => {
      if (isOn) serverHost.clearTimeout(timer);
      isOn = false;
    },
  };
}

/** `<extension>/node_modules/typescript-yieldwise-plugin` */
function isInstalledByVsCode(host: ts.server.ServerHost, folder: string): boolean {
  const extension = /^(.*)[\\/]node_modules[\\/][^\\/]+$/.exec(folder)?.[1];
  return extension !== undefined && host.fileExists(`${extension}/${mark}`);
}
