// Preact, its hooks and htm as one module.
import { h, render, Fragment, createContext } from "preact";
import htm from "htm";
export { useState, useReducer, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useContext } from "preact/hooks";
export { h, render, Fragment, createContext };
export const html = htm.bind(h);
