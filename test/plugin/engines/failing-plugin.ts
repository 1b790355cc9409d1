import { pluginFactory } from "../../../src/plugin/plugin";
import { markerParts } from "./marker-parts";

module.exports = pluginFactory({
  ...markerParts,
  lint: () => {
    throw new Error("The engine fails on purpose");
  },
});
