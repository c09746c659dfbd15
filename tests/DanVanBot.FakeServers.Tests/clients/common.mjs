// What both scripts share: settings from the environment, one line of JSON a step on standard output, and a webhook server.
import { createServer } from "node:http";

export const token = process.env.FAKE_TOKEN;
export const apiRoot = process.env.FAKE_URL;
export const mode = process.env.FAKE_MODE; // polling or webhook
export const secret = "bi-mat_cua-webhook";

export function say(step, data = {}) {
  console.log(JSON.stringify({ step, ...data }));
}

/** Serves handler(request, response) on a free loopback port and returns the address. */
export function listen(handler) {
  return new Promise((resolve) => {
    const server = createServer(handler);
    server.listen(0, "127.0.0.1", () => resolve({ server, url: `http://127.0.0.1:${server.address().port}/hook` }));
  });
}

/** Sends until the server refuses, and tells how. */
export async function untilTooMany(send) {
  for (let i = 0; i < 60; i++) {
    try {
      await send(i);
    } catch (error) {
      return error;
    }
  }
  throw new Error("never refused");
}
