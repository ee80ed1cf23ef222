/** A process of its own that plays a model behind a network: it answers after a set number of milliseconds. */
import { serveChat } from "../tests/support/chat-server.ts";

const server = await serveChat();
server.behave({ delayMs: Number(process.argv[2]) });
process.send?.(Number(new URL(server.baseURL).port));
