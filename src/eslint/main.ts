import { plugin } from "./plugin";

// The plugin itself is the module's value, for `import` and for `require`.
module.exports = plugin;
