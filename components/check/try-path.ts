/** Path of the page that may make no request: it has its own security policy, and nothing polls there. */
export const TRY_PATH = '/prova'
