/** Which comments the page shows, as its address says; without the name of an action. */
export function choiceOf({ searchParams }: URL): URLSearchParams {
  return new URLSearchParams(
    [...searchParams].filter(([name]) => !name.startsWith('/') && name !== 'answered')
  );
}
