// The marks of Observable Plot that our charts use.
export {plot, lineY, areaY, dot, ruleX, ruleY, rectX, text, tip, pointerX, crosshairX, line, rect} from "@observablehq/plot";
