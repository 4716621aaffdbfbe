// Runs in a thread of its own, so that a hostile or huge file can neither stop the server nor fill its memory.
import { parentPort, workerData } from 'node:worker_threads';
import { isRefusal } from '#domain/refusal';
import { importedDraft } from './imported-draft';
import { readDocx } from './read-docx';

const { bytes, fileName } = workerData as { bytes: Uint8Array; fileName: string };
const imported = readDocx(bytes, fileName);
parentPort?.postMessage(isRefusal(imported) ? imported : importedDraft(imported));
