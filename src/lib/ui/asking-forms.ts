/** The forms under comments: loaded together, a moment after the page. */
export { default as AskingForm } from './AskingForm.svelte';
export { default as OwnWordsForms } from './OwnWordsForms.svelte';
