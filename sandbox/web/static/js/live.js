// The live line to the server: reconnects by itself and reports each event as a parsed object.

const FIRST_WAIT = 300;
const LONGEST_WAIT = 5000;

export class Live {
  #socket = null;
  #closed = false;
  #wait = FIRST_WAIT;

  constructor(person, onEvent, onConnected) {
    this.person = person;
    this.onEvent = onEvent;
    this.onConnected = onConnected;
    this.#connect();
  }

  #connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.#socket = new WebSocket(`${scheme}://${location.host}/api/people/${this.person}/live`);
    this.#socket.addEventListener("open", () => {
      if (this.#closed) return;
      this.#wait = FIRST_WAIT;
      this.onConnected(true);
    });
    this.#socket.addEventListener("message", (message) => this.onEvent(JSON.parse(message.data)));
    this.#socket.addEventListener("close", () => {
      if (this.#closed) return;
      this.onConnected(false);
      setTimeout(() => this.#closed || this.#connect(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
    });
  }

  close() {
    this.#closed = true;
    // A socket closed before it is open is an error in the browser's eyes.
    const socket = this.#socket;
    if (socket.readyState !== WebSocket.CONNECTING) socket.close();
    else socket.addEventListener("open", () => socket.close());
  }
}
