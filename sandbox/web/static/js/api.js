// The server's JSON API. Errors carry the server's own sentence.

export class ApiError extends Error {}

async function call(method, path, body) {
  const request = { method, headers: { Accept: "application/json" } };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/api${path}`, request);
  } catch {
    throw new ApiError("The web chat does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(answer.error ?? `The web chat answered ${response.status}`);
  return answer;
}

const chatPath = (person, chat) => `/people/${person}/chats/${chat}`;

export const api = {
  desk: () => call("GET", "/desk"),
  chat: (person, chat) => call("GET", chatPath(person, chat)),
  commands: (person, chat) => call("GET", `${chatPath(person, chat)}/commands`),
  say: (person, chat, text, replyTo) =>
    call("POST", `${chatPath(person, chat)}/messages`, { text, reply_to: replyTo ?? null }),
  edit: (person, chat, message, text) =>
    call("POST", `${chatPath(person, chat)}/messages/${message}/text`, { text }),
  tap: (person, chat, message, row, column) =>
    call("POST", `${chatPath(person, chat)}/messages/${message}/taps`, { row, column }),
  askInline: (person, chat, message, row, column, other) =>
    call("POST", `${chatPath(person, chat)}/messages/${message}/inline`, { row, column, with: other }),
  chooseInline: (person, query, result, other) =>
    call("POST", `/people/${person}/inline/${query}`, { result, with: other }),
  pick: (person, chat, label, chosen) =>
    call("POST", `${chatPath(person, chat)}/picks`, { label, person: chosen }),
  read: (person, chat, message) => call("POST", `${chatPath(person, chat)}/read`, { message }),
  start: (person, payload) => call("POST", `/people/${person}/start`, { payload }),
  block: (person, blocked) => call("POST", `/people/${person}/block`, { blocked }),
  copied: (person, text) => call("POST", `/people/${person}/clipboard`, { text }),
};
