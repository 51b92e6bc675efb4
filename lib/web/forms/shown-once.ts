/** What the answer to a form shows once: the listener sets it for the page, and drops what a client sends under this name. */
export const SHOWN_HEADER = 'x-kvittens-visas'
