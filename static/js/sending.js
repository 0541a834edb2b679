// One request that writes. What came back, in words that the queue understands: {status, answer, html, wait}; status 0 is
// « no answer ».
import { account, csrfToken, endSession, isOurs, readState } from "./session.js";

const LONGEST_ANSWER = 30_000;
const KEEPALIVE_BYTES = 60_000; // what browsers let outlive their page, all requests together: 64 KiB
let bytesOnTheirWay = 0;

export async function post(url, pairs, { asRow = false } = {}) {
  const reply = await postOnce(url, pairs, asRow);
  if (reply.status !== 403 || reply.answer.code !== "expired") return reply.status === 401 ? signedOut(reply) : reply;
  const state = await readState().catch(() => null);
  if (!state) return { status: 0, answer: {} };
  return isOurs(state) ? postOnce(url, pairs, asRow) : signedOut({ status: 401, answer: {} });
}

function signedOut(reply) {
  endSession();
  return reply;
}

async function postOnce(url, pairs, asRow) {
  const body = new URLSearchParams(pairs);
  const size = body.toString().length;
  bytesOnTheirWay += size;
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      keepalive: bytesOnTheirWay < KEEPALIVE_BYTES,
      signal: AbortSignal.timeout(LONGEST_ANSWER),
      headers: { Accept: "application/json", "X-CSRFToken": csrfToken(), "X-Account": account, ...(asRow && { "HX-Request": "true" }) },
    });
    return await read(response, asRow);
  } catch {
    return { status: 0, answer: {} };
  } finally {
    bytesOnTheirWay -= size;
  }
}

async function read(response, asRow) {
  const reply = { status: response.status, answer: {}, html: "", wait: Number(response.headers.get("Retry-After")) * 1000 || 0 };
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (isJson) reply.answer = await response.json();
  else reply.html = await response.text();
  const said = response.headers.get("HX-Trigger");
  if (said) reply.answer.saved = JSON.parse(said)["portal:saved"]?.said;
  // Our own server answers a save by JSON or by a row: anything else is a proxy or the door of a hotel’s network.
  const isFromUs = !response.redirected && (isJson || asRow || response.status >= 413);
  return isFromUs ? reply : { ...reply, status: 0 };
}
