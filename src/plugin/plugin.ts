import type ts from "typescript";
import { setMessages } from "../engine/say";
import type { TypeScript } from "../engine/typescript";
import { pluginName } from "../protocol";
import { projectAnalysis } from "./analysis";
import { type Configuration, resolveConfiguration } from "./configuration";
import { extendLanguageService } from "./language-service";
import { isolate, type Log, serverLog } from "./log";
import type { Parts } from "./parts";
import { type ProjectPlugin, registry } from "./projects";
import { registerCodes } from "./registration";
import { answerRequest } from "./requests";
import { addRequestHandlers } from "./session";
import { waitForConfiguration } from "./waiting";

/**
 * @param parts - what the plugin is put together from
 * @returns the factory that tsserver calls for each project
 */
export function pluginFactory(parts: Parts): ts.server.PluginModuleFactory {
  return ({ typescript: ts }) => {
    let plugin: ProjectPlugin | undefined;
    return {
      create: (info) => {
        const log = serverLog(ts, info.project);
        return isolate(ts, log, "Starting", info.languageService, () => {
          // A syntactic server has no types, and there is a semantic one beside it that answers.
          if (info.project.projectService.serverMode !== ts.LanguageServiceMode.Semantic)
            return info.languageService;
          const started = start(ts, parts, info, log);
          plugin = started.plugin;
          return started.languageService;
        });
      },
      onConfigurationChanged: (configuration) => {
        plugin?.configure(configuration);
      },
    };
  };
}

function start(
  ts: TypeScript,
  parts: Parts,
  info: ts.server.PluginCreateInfo,
  log: Log,
): { readonly plugin: ProjectPlugin; readonly languageService: ts.LanguageService } {
  const { projects } = registry();
  const running = projects.get(info.project);
  if (running) {
    // tsserver enables plugins again when it reloads a tsconfig, on top of what it has already extended.
    running.configure(info.config);
    return { plugin: running, languageService: info.languageService };
  }
  if (!registerCodes(ts, parts.rules)) {
    log.info("This TypeScript keeps no list of codes with fixes; some editors will not ask for fixes.");
  }
  addRequestHandlers(ts, info.session, info.project.projectService);
  const started = startProject(ts, parts, info, log);
  projects.set(info.project, started.plugin);
  log.info(`Started in ${info.project.getProjectName()}`);
  return started;
}

function startProject(
  ts: TypeScript,
  parts: Parts,
  info: ts.server.PluginCreateInfo,
  log: Log,
): { readonly plugin: ProjectPlugin; readonly languageService: ts.LanguageService } {
  const analysis = projectAnalysis(ts, parts, info);
  let configuration = resolve(info, info.config, log);
  // Whatever is answered begins here, and each project may have a language of its own.
  const current = (): Configuration => {
    setMessages(configuration.messages);
    return waiting.isOn() ? { ...configuration, native: false } : configuration;
  };
  const waiting = waitForConfiguration(info, () => {
    analysis.forget();
    info.project.refreshDiagnostics();
  });
  const plugin: ProjectPlugin = {
    configure: (entry) => {
      waiting.end();
      const next = resolve(info, entry, log);
      if (JSON.stringify(next) === JSON.stringify(configuration)) return;
      configuration = next;
      // What was found was said in the language before.
      analysis.forget();
      info.project.refreshDiagnostics();
    },
    answer: (command, request) => answerRequest(ts, analysis, current().options, command, request),
  };
  const languageService = extendLanguageService(ts, info.languageService, {
    rules: parts.rules,
    analysis,
    log,
    configuration: current,
  });
  return { plugin, languageService };
}

/** Once an editor has sent a configuration, tsserver forgets the tsconfig's, so it is read anew each time. */
function resolve(info: ts.server.PluginCreateInfo, entry: unknown, log: Log): Configuration {
  const layers = new Set([...entriesInTsconfig(info.project), entry]);
  return resolveConfiguration([...layers], (message) => {
    log.info(`The configuration: ${message}`);
  });
}

function entriesInTsconfig(project: ts.server.Project): unknown[] {
  const { plugins } = project.getCompilerOptions();
  return Array.isArray(plugins) ? plugins.filter((entry) => nameIn(entry) === pluginName) : [];
}

function nameIn(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null && "name" in entry ? entry.name : undefined;
}
