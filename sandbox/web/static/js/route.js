// Who is looking at what lives in the address: #/<person> or #/<person>/<chat>. Each tab is its own person.

export function route() {
  const [person, chat] = location.hash.replace(/^#\/?/, "").split("/");
  return { person: toId(person), chat: toId(chat) };
}

function toId(text) {
  return text && /^-?\d+$/.test(text) ? Number(text) : null;
}

export function address(person, chat = null) {
  if (person === null) return "#/";
  return chat === null ? `#/${person}` : `#/${person}/${chat}`;
}

export function go(person, chat = null) {
  location.hash = address(person, chat);
}
