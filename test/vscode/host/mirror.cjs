// The extension behind virtual-files.mjs: `mirror:/path` is the file /path of this machine, and `mirror-ro:/path` the same, not to be written.
const fs = require("node:fs/promises");
const { EventEmitter, FileChangeType, FileSystemError, FileType, Disposable, workspace } = require("vscode");

/** What a virtual file system says of an error of the disk. */
function translated(error, uri) {
  return error.code === "ENOENT" || error.code === "ENOTDIR" ? FileSystemError.FileNotFound(uri) : error;
}

class Mirror {
  changed = new EventEmitter();
  onDidChangeFile = this.changed.event;

  watch() {
    return new Disposable(() => undefined);
  }

  async stat(uri) {
    const found = await this.try(uri, () => fs.stat(uri.path));
    const type = found.isDirectory() ? FileType.Directory : FileType.File;
    return { type, ctime: found.ctimeMs, mtime: found.mtimeMs, size: found.size };
  }

  async readDirectory(uri) {
    const entries = await this.try(uri, () => fs.readdir(uri.path, { withFileTypes: true }));
    return entries.map((entry) => [entry.name, entry.isDirectory() ? FileType.Directory : FileType.File]);
  }

  async readFile(uri) {
    return this.try(uri, () => fs.readFile(uri.path));
  }

  async writeFile(uri, content) {
    await this.try(uri, () => fs.writeFile(uri.path, content));
    this.changed.fire([{ type: FileChangeType.Changed, uri }]);
  }

  async createDirectory(uri) {
    await this.try(uri, () => fs.mkdir(uri.path));
  }

  async delete(uri, options) {
    await this.try(uri, () => fs.rm(uri.path, options));
  }

  async rename(from, to) {
    await this.try(from, () => fs.rename(from.path, to.path));
  }

  async try(uri, run) {
    try {
      return await run();
    } catch (error) {
      throw translated(error, uri);
    }
  }
}

exports.activate = ({ subscriptions }) => {
  subscriptions.push(
    workspace.registerFileSystemProvider("mirror", new Mirror(), { isCaseSensitive: true }),
    workspace.registerFileSystemProvider("mirror-ro", new Mirror(), {
      isCaseSensitive: true,
      isReadonly: true,
    }),
  );
};
