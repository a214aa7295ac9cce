import type { ChildMessage } from '../child-messages.ts';
import { loadConfiguration } from '../config.ts';
import '../exit-with-parent.ts';
import { startOfflineModel } from './server.ts';
import { readOfflineModelSettings } from './settings.ts';

// The offline model's own process: serves the OpenAI protocol on loopback until it is ended or its parent is gone.
const settings = readOfflineModelSettings(loadConfiguration().variables);
const running = await startOfflineModel({
  port: settings.DOSSIER_OFFLINE_MODEL_PORT,
  delayMs: settings.DOSSIER_OFFLINE_DELAY_MS,
});
const ready: ChildMessage = { ready: { url: running.url } };
if (process.send === undefined) console.log(`Offline model at ${running.url}`);
else process.send(ready);
