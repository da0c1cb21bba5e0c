// Talking to the console's server.

export async function post(path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(path, {
    method: "POST",
    body: form ? body : JSON.stringify(body),
    headers: form ? {} : { "Content-Type": "application/json" },
  });
  const found = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(found.error || `出错了（${answer.status}）`);
  return found;
}

export async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`出错了（${answer.status}）`);
  return answer.json();
}

// Asks for the state again and again; the server answers when something is new.
export class States {
  constructor(views, draw) {
    this.views = views;
    this.draw = draw;
    this.stamp = "";
    this.asking = null;
  }

  // What is looked at has changed: ask at once.
  again() {
    this.stamp = "";
    if (this.asking) this.asking.abort();
  }

  async follow() {
    for (;;) {
      try {
        await this.ask();
      } catch (problem) {
        if (problem.name === "AbortError") continue;
        document.body.classList.add("offline");
        await new Promise((done) => setTimeout(done, 1500));
      }
    }
  }

  async ask() {
    const query = new URLSearchParams(this.views().map((view) => ["view", view]));
    if (this.stamp) query.set("since", this.stamp);
    this.asking = new AbortController();
    const answer = await fetch(`state?${query}`, { signal: this.asking.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const state = await answer.json();
    document.body.classList.remove("offline");
    this.stamp = state.stamp;
    this.draw(state);
  }
}
