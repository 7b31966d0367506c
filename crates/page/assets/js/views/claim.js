// A claim's page: what it says, what decides it, what it looks like, what carries it, where it comes
// from.
import { html, useMemo, useState } from "../../vendor/preact.js";
import { useAnswer, usePage } from "../hooks.js";
import { Chart } from "../chart.js";
import { Bad, Flip, Mark, Sources, Verdict, VERDICTS, Waiting, said } from "../parts.js";
import { Tree } from "../tree.js";

export function ClaimPage({ of }) {
  const { book, changes, version, verdicts } = usePage();
  const answer = useAnswer("api/claim", { id: of, changes }, version);
  const known = book.claims.find((one) => one.id === of);
  if (answer.error && !answer.data) return html`<${Bad}>${answer.error}<//>`;
  const claim = answer.data;
  const came = verdicts.now?.get(of);
  const flip = verdicts.flips?.get(of);
  const statement = claim?.statement ?? known?.statement ?? of;
  const chapter = book.chapters[known?.chapter];
  return html`<article aria-label="Claim">
    <header class="claim-head">
      <p class="crumbs"><a href="#/">The argument</a> › ${chapter && html`<a href="#/chapter/${known.chapter}">${chapter.title}</a> › `}${of}</p>
      <p class="statement" role="heading" aria-level="1">${statement}</p>
      <p class="standing-line">${(came || claim) && html`<${Verdict} verdict=${came?.verdict ?? claim.verdict} />`}
        ${flip && html`<${Flip} from=${flip[0]} to=${flip[1]} />`}
        <${Sources} all=${known?.provenance} />
        <span class="soft small">${[known?.tier, known?.kind, known?.hardness].filter(Boolean).join(" · ")}</span></p>
      ${(came || claim) && html`<p class="prose">${sentence(came ?? claim)} <span class="soft">${VERDICTS[(came ?? claim).verdict]?.means}</span></p>`}
      ${claim?.untestable && html`<p class="notice">Cannot be tested with what the book has: ${claim.untestable}</p>`}
    </header>
    ${!claim ? html`<${Waiting} what="Asking the system…" />` : html`
      <${Tests} claim=${claim} />
      <${Charts} claim=${claim} />
      <${Knockouts} claim=${claim} />
      <${Members} came=${came} members=${verdicts.members} whole=${verdicts.whole} progress=${verdicts.progress} />
      <${Why} claim=${claim} />
      <section class="section"><h2>As the book writes it <a class="button quiet" href="#/contest/${encodeURIComponent(of)}">contest this test</a></h2><pre class="scroll mono">${claim.source}</pre></section>`}
  </article>`;
}

function sentence(came) {
  const words = came.because === "its tests hold" ? "" : came.because ?? "";
  return words ? `${words[0].toUpperCase()}${words.slice(1)}.`.replaceAll("`", "") : "";
}

function Tests({ claim }) {
  if (claim.tests.length === 0) return null;
  return html`<section class="section"><h2>The test</h2>
    <p class="hint">What must come out of the model for the claim to hold${claim.tests.length > 1 ? "; all of these" : ""}. The record is asked the same where every quantity is observed.</p>
    <div class="tests">${claim.tests.map((test, at) => {
      const records = claim.record.filter((one) => one.test === at);
      return html`<div class="test"><p class="in-words"><${Mark} verdict=${sign(test.came.holds)} label=${test.came.holds === null ? "no answer" : test.came.holds ? "holds" : "fails"} /> ${test.words}.</p>
        ${test.came.no_answer && html`<p class="soft">No answer: ${test.came.no_answer}</p>`}
        <${Numbers} numbers=${test.came.numbers} records=${records} /></div>`;
    })}</div>
    ${claim.shown.length > 0 && html`<h3 style="margin-top:1.2rem">Also reported</h3><${Numbers} numbers=${claim.shown} records=${[]} />`}</section>`;
}

const sign = (holds) => (holds === true ? "holds" : holds === false ? "fails" : "untestable");

function Numbers({ numbers, records }) {
  if (numbers.length === 0) return null;
  const wanted = numbers.some((one) => one.wanted);
  return html`<div class="scroll"><table class="numbers"><thead><tr><th scope="col">asked</th>${wanted && html`<th scope="col">the essay</th>`}<th scope="col">the model</th>
      ${records.map((one) => html`<th scope="col" title=${one.series.join(", ")}>the record: ${one.series.join(", ")}</th>`)}</tr></thead>
    <tbody>${numbers.map((one) => html`<tr><td>${one.text}</td>${wanted && html`<td data-what="the essay">${one.wanted}</td>`}
      <td data-what="the model"><${Holds} one=${one} /></td>
      ${records.map((record) => html`<td data-what="the record: ${record.series.join(", ")}"><${Holds} one=${record.answer.numbers.find((it) => it.text === one.text)} /></td>`)}</tr>`)}</tbody></table></div>`;
}

function Holds({ one }) {
  if (!one) return "–";
  return html`<span class=${String(one.value).length < 14 ? "together" : null}>${one.holds !== null && html`<${Mark} verdict=${sign(one.holds)} label=${one.holds ? "as wanted" : "not as wanted"} /> `}<b style="font-weight:${one.holds === null ? 400 : 600}">${one.value}</b></span>${one.note && html`<br /><span class="soft small">${one.note}</span>`}`;
}

/** The variables of the claim: this run, the run that is compared, the members, the record. */
function Charts({ claim }) {
  const { book, byKey, changes, version } = usePage();
  const { charts } = claim;
  const [beside, setBeside] = useState(0);
  const fan = useAnswer("api/spread", book.members && charts.variables.length ? { variables: charts.variables, changes, members: Math.min(100, book.members) } : null, version);
  const other = charts.beside[beside];
  const drawn = useMemo(() => {
    const names = Object.keys(charts.run.lines);
    return names.map((name) => {
      const key = charts.variables.find((one) => byKey.get(one)?.name === name.split("[")[0]);
      const lines = [];
      if (charts.unchanged) lines.push({ name: "the book's run", kind: "unchanged", times: charts.unchanged.times, values: charts.unchanged.lines[name] ?? [] });
      if (other?.run) lines.push({ name: other.name, kind: "beside", times: other.run.times, values: other.run.lines[name] ?? [] });
      lines.push({ name: charts.unchanged ? "your run" : "the run", kind: charts.unchanged ? "changed" : "base", times: charts.run.times, values: charts.run.lines[name] });
      const records = charts.records.filter((one) => one.of.toLowerCase().replaceAll("_", " ") === name.toLowerCase() || one.key === key && !one.of.includes("["));
      const element = name.includes("[") ? name.slice(name.indexOf("[") + 1, -1) : null;
      const marks = charts.marks.filter((one) => one.key === key && (one.elements.length === 0 || element === one.elements.join(",")));
      return { name, key, lines, records, marks };
    });
  }, [charts, other, byKey]);
  if (drawn.length === 0) return null;
  const band = (name) => {
    const lines = fan.data?.bands[name];
    return lines ? { times: fan.data.times, lines, members: fan.data.members } : null;
  };
  const bands = useMemo(() => new Map(drawn.map(({ name }) => [name, band(name)])), [drawn, fan.data]);
  return html`<section class="section"><h2>Over time</h2>
    <p class="hint">Shaded: what the test looks at, and the bounds it must keep. Points: what was observed. Pale bands: where the members of the ensemble lie.</p>
    ${charts.beside.length > 0 && html`<div class="beside" role="group" aria-label="The run beside it"><span class="soft small">beside it, the run</span>
      ${charts.beside.map((one, at) => html`<button class="button" aria-pressed=${beside === at} onClick=${() => setBeside(beside === at ? -1 : at)} disabled=${!!one.failure} title=${one.failure ?? (one.why === "knockout" ? "What must make the claim fail" : "What the test compares with")}>${one.name}</button>`)}</div>`}
    <div class="charts ${drawn.length === 1 ? "single" : ""}">${drawn.map(({ name, key, lines, records, marks }) => html`<${Chart} key=${name} title=${name} href="#/variable/${encodeURIComponent(key ?? name)}" unit=${byKey.get(key)?.unit} lines=${lines} records=${records} marks=${marks} band=${bands.get(name)} height=${drawn.length === 1 ? 320 : 230} />`)}</div>
    ${charts.records.length > 0 && html`<p class="small soft" style="margin-top:.6rem">The record: ${charts.records.map((one) => `${one.name}${one.note ? `, ${one.note}` : ""} (${said(book, one.provenance)})`).join(" · ")}</p>`}</section>`;
}

function Knockouts({ claim }) {
  if (claim.knockouts.length === 0) return null;
  return html`<section class="section"><h2>What must make it fail</h2>
    <p class="hint">A claim that holds whatever is taken away has not been explained. Each of these must break it.</p>
    <ul class="knockouts">${claim.knockouts.flatMap((one) => one.alternatives.map((it) => html`<li>
      <${Mark} verdict=${it.breaks === null ? "untestable" : it.breaks ? "holds" : "not-explained"} label=${it.breaks ? "breaks, as it must" : "does not break"} />
      <div><b>${it.words}</b>: ${it.breaks === null ? "no answer" : it.breaks ? "it breaks, as it must" : "it does not break"}${one.expect ? `; expected: ${one.expect}` : ""}${one.trivial ? " (the switch is the claim itself: proves nothing)" : ""}
        <span class="soft small" style="display:block">${it.tests.flatMap((test) => test.numbers).slice(0, 4).map((number) => `${number.text} = ${number.value}`).join(" · ")}</span></div></li>`))}</ul></section>`;
}

function Members({ came, members, whole, progress }) {
  if (!members) return progress != null && html`<section class="section"><h2>How sure</h2><p class="soft" role="status">Asking the members of the ensemble: ${Math.round(progress * 100)} %.</p></section>`;
  const share = came?.members;
  if (!share || !share.answered) return null;
  const part = share.held / share.answered;
  return html`<section class="section"><h2>How sure</h2>
    <p class="prose">Its tests hold in ${share.held} of ${share.answered} members of the ensemble (${Math.round(part * 100)} %)${whole ? "" : "; the others are being asked"}.
    ${came.depends_on && html` What best tells them apart is <b>${came.depends_on.parameter}</b>: on average ${came.depends_on.holding.toPrecision(3)} where the claim holds, ${came.depends_on.failing.toPrecision(3)} where it fails${came.depends_on.beyond_chance ? "" : ", which could be chance"}.`}</p></section>`;
}

function Why({ claim }) {
  if (claim.charts.variables.length === 0) return null;
  return html`<section class="section"><h2>Why</h2>
    <p class="hint">What feeds the quantities of this claim, step by step, back to the paragraphs and sources. Open a line to see what enters it.</p>
    <${Tree} roots=${claim.charts.variables} direction="causes" /></section>`;
}
