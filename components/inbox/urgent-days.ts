/** A file from FK that is removed within so many days stands out until somebody acknowledges it. */
export const URGENT_DAYS = 7
