// What a thief gets today and should not, by "about: does": each with what mends it. A hole that is mended makes the drill red until
// its line is gone.
export const OPEN_HOLES: Record<string, string> = {
  'functions (web): calls employers_of with another’s ids':
    'which companies a person acts for, by the person’s random id: web is given a function that takes the cookie instead',
}
