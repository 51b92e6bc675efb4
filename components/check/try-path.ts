/** Where the page stands that may make no request: its security policy and what polls must know. */
export const TRY_PATH = '/prova'
