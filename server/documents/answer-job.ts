/** In a process that `runInProcess` started: does the one job it is sent, answers, and ends. */
export function answerJob<Job, Answer>(act: (job: Job) => Answer | Promise<Answer>): void {
  process.once('message', async (job: Job) => {
    const answer = await act(job);
    process.send!(answer, undefined, undefined, () => process.disconnect());
  });
}
