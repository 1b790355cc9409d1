import { pluginFactory } from "../../../src/plugin/plugin";
import { markerParts } from "./marker-parts";

module.exports = pluginFactory(markerParts);
