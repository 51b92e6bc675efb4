/**
 * The header in which the portal's own listener says where a request comes from. The listener sets it on every request from
 * the connection (or from what a trusted proxy says), so that what a client writes there itself never arrives.
 */
export const CLIENT_ADDRESS = 'x-kvittens-address'

export const clientAddress = (headers: Headers): string | undefined => headers.get(CLIENT_ADDRESS) || undefined
