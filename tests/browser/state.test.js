// The address and the state are one: what is written is read back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asSwitches, asText, read, write } from "../../crates/page/assets/js/state.js";

const state = {
  view: "claim", of: "not-only-weather",
  changes: {
    off: ["soil-exhaustion", "a & b"],
    with: [{ lever: "average-weather", from: 1959, until: 1965 }, { lever: "flask", from: null, until: null }, { lever: "late", from: null, until: 1960.5 }],
    set: [{ name: "fallow share[a=b]", value: -0.25 }],
    edits: [{ name: "tea", text: "stock tea [degree]  ¶7\n    initial 80 # & more = less" }],
  },
  filters: { q: "¶7 farm", verdict: "fails" },
  scenarios: [{ name: "no ~ land", changes: { off: ["virgin-land"], with: [], set: [{ name: "x", value: 2 }], edits: [] } }],
};

test("an address gives back the state it was written from", () => {
  const named = { ...state, scenarios: [{ ...state.scenarios[0], name: "no land" }] };
  assert.deepEqual(read(write(named)), named);
});

test("nothing is the shortest address, and no address is nothing", () => {
  const nothing = { off: [], with: [], set: [], edits: [] };
  assert.equal(write({ view: "argument", changes: nothing }), "#/");
  assert.deepEqual(read("").changes, nothing);
  assert.equal(read("").view, "argument");
});

test("addresses that make no sense are read as far as they do", () => {
  const { changes } = read("#/%E0%A4%A?set=x&set==3&set=y=abc&with=lever@x..y&edit=z&off=");
  assert.deepEqual(changes, { off: [], with: [{ lever: "lever", from: null, until: null }], set: [], edits: [] });
});

test("changes are said as a question and as a command would", () => {
  assert.equal(asText({ ...state.changes, off: ["a"], with: [state.changes.with[0]], set: [] }), "off a with average-weather from 1959 until 1965");
  assert.equal(asSwitches({ off: ["it's"], with: [state.changes.with[2]], set: [{ name: "x y", value: 2 }], edits: [] }), `--off 'it'\\''s' --with late@..1960.5 --set 'x y=2'`);
});
