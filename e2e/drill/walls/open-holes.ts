// What a thief gets today and should not, by "about: does": each with what mends it. A hole that is mended makes the drill red until
// its line is gone.
const PERSONS =
  'names, masked numbers, keys and mail addresses of everybody: row security on person (oneself, members and assigned of the company that is spoken for; what reads one’s own row must speak first)'

export const OPEN_HOLES: Record<string, string> = {
  'another person: reads keys of personnummer': PERSONS,
  'another person: reads the masked number and name of everybody': PERSONS,
  'another person: reads mail addresses of everybody': PERSONS,
  'rows (web): reads another’s person': PERSONS,
  'functions (web): calls employers_of with another’s ids':
    'which companies a person acts for, by the person’s random id: web is given a function that takes the cookie instead',
  'another person: makes an answer of the broker’s unused again':
    'a state of a signature that came back counts again; keeper still wants its ID token, and its nonce once: a policy by which only old rows are removed',
}
