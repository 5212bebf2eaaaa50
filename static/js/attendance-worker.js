// Answers with the list that a trainer kept on this device, where the network does not answer.
"use strict";

const KEPT = "attendance-lists";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    // Only what was kept by hand: other pages fail as they would without this.
    const kept = await (await caches.open(KEPT)).match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
