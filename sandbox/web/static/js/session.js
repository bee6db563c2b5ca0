import { api } from "./api.js";
import { Live } from "./live.js";

const TYPING_LASTS = 5500;

// What one person sees. Fires "chats", "messages" (detail: chat id), "typing" (chat id) and "connection".
export class Session extends EventTarget {
  chats = [];
  blocked = false;
  connected = true;
  typing = new Map();
  revealed = new Set();
  opened = new Map();
  #messages = new Map();
  #commands = new Map();

  constructor(person, open) {
    super();
    this.person = person;
    this.open = open;
    this.#live = new Live(person.id, (event) => this.#take(event), (up) => this.#connection(up));
  }

  #live;

  close() {
    this.#live.close();
  }

  chat(id) {
    return this.chats.find((chat) => chat.id === id);
  }

  messages(chat) {
    const known = this.#messages.get(chat);
    return known ? [...known.values()] : null;
  }

  commands(chat) {
    return this.#commands.get(chat) ?? [];
  }

  async load(chat) {
    const view = await api.chat(this.person.id, chat);
    this.#commands.set(chat, view.commands);
    this.#keep(chat, view.messages);
  }

  async loadCommands(chat) {
    const { commands } = await api.commands(this.person.id, chat);
    this.#commands.set(chat, commands);
  }

  #fire(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #connection(up) {
    this.connected = up;
    this.#fire("connection", up);
  }

  #take(event) {
    if (event.type === "hello") this.#greeted(event);
    else if (event.type === "chats") this.#took(event);
    else if (event.type === "message") this.#put(event.chat, event.message);
    else if (event.type === "messages") this.#replace(event.chat, event.messages);
    else if (event.type === "deleted") this.#drop(event.chat, event.message);
    else if (event.type === "typing") this.#types(event);
  }

  // After a gap in the line anything may have happened: the open chat is read anew, the rest forgotten.
  #greeted(event) {
    this.#messages.clear();
    this.#took(event);
    const open = this.open();
    if (open !== null && this.chat(open)) this.load(open).catch(() => this.#fire("messages", open));
  }

  #took(event) {
    this.chats = event.chats;
    this.blocked = event.blocked;
    this.#fire("chats");
  }

  #put(chat, message) {
    if (!message.mine && this.typing.delete(chat)) this.#fire("typing", chat);
    const known = this.#messages.get(chat);
    if (!known) return;
    const before = known.get(message.id);
    if (before && before.version > message.version) return;
    known.set(message.id, message);
    this.#fire("messages", chat);
  }

  #keep(chat, messages) {
    this.#messages.set(chat, new Map(messages.map((message) => [message.id, message])));
    this.#fire("messages", chat);
  }

  #replace(chat, messages) {
    if (this.#messages.has(chat)) this.#keep(chat, messages);
  }

  #drop(chat, message) {
    if (this.#messages.get(chat)?.delete(message)) this.#fire("messages", chat);
  }

  #types(event) {
    const until = Date.now() + TYPING_LASTS;
    this.typing.set(event.chat, { action: event.action, until });
    this.#fire("typing", event.chat);
    setTimeout(() => {
      if (this.typing.get(event.chat)?.until !== until) return;
      this.typing.delete(event.chat);
      this.#fire("typing", event.chat);
    }, TYPING_LASTS);
  }
}
