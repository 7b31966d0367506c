// Questions to the server.

/** Why a question has no answer, in words for the reader. */
export class Trouble extends Error {}

async function answer(response) {
  if (response.ok) return response.json();
  const said = await response.json().catch(() => null);
  throw new Trouble(said?.error ?? `the server answered ${response.status}`);
}

export const get = (path) => fetch(path).then(answer);

export const ask = (path, question, signal) =>
  fetch(path, {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify(question), signal,
  }).then(answer);

/** Asks for what comes with progress and a first part; leaving (the signal) ends the work. */
export async function askMembers(question, { onProgress, onPart }, signal) {
  const response = await fetch("api/members", {
    method: "POST", headers: { "content-type": "application/json" },
    body: JSON.stringify(question), signal,
  });
  if (!response.ok) return answer(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Trouble("the server ended before it answered");
    text += value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const name = /^event: ?(.*)$/m.exec(event)?.[1];
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (name === "progress") onProgress(...JSON.parse(data));
      if (name === "part") onPart(JSON.parse(data));
      if (name === "trouble") throw new Trouble(JSON.parse(data).error);
      if (name === "answer") return JSON.parse(data);
    }
  }
}

/** Calls back whenever the model was read again. */
export function onReload(call) {
  const source = new EventSource("api/reloads");
  source.addEventListener("reload", call);
  return () => source.close();
}
