/** Who a table is for that does not say, where nobody is logged in: the organisation number of the sample files, which is no one's. */
export const STAND_IN = { identity: '165599001236', name: 'Exempelbolaget AB' } as const
