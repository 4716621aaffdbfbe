// Runs in a process of its own, so that a hostile or huge file can neither stop the server nor fill its memory.
import { isRefusal } from '#domain/refusal';
import { answerJob } from './answer-job';
import { importedDraft } from './imported-draft';
import { readDocx } from './read-docx';

answerJob(({ bytes, fileName }: { bytes: Uint8Array; fileName: string }) => {
  const imported = readDocx(bytes, fileName);
  return isRefusal(imported) ? imported : importedDraft(imported);
});
