// What an issuer keeps for those who ask what it has revoked: a list (CRL) and a responder (OCSP), over plain http as issuers do.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { Constructed, Enumerated, GeneralizedTime, OctetString, Primitive } from 'asn1js'
import * as pkijs from 'pkijs'
import { DAY_MS } from '#lib/calendar.ts'
import { type Authority, issueCrlDer } from './authority.ts'

export type Responder = {
  crlUrl: string
  ocspUrl: string
  /** Numbers that are revoked, as hex. */
  revoked: Set<string>
  /** How long what it says is good for; negative: stale already. */
  lastsMs: number
  /** `away` answers nothing, `other` signs as somebody who may not, `later` says "try later", `elsewhere` redirects, `endless` never ends. */
  mode: 'well' | 'away' | 'other' | 'later' | 'elsewhere' | 'endless'
  /** Paths asked for, in order. */
  asked: string[]
  stop: () => Promise<void>
}

type Signer = { certificate: Buffer; key: CryptoKey }

/** `delegate`: who signs the answers instead of the authority; `other`: who signs in that mode. */
export async function startResponder(
  authority: () => Authority,
  signers: { delegate?: () => Signer; other: () => Signer },
): Promise<Responder> {
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(address && typeof address === 'object' ? address.port : 0)
    }),
  )
  const responder: Responder = {
    crlUrl: `http://127.0.0.1:${port}/ca.crl`,
    ocspUrl: `http://127.0.0.1:${port}/ocsp`,
    revoked: new Set(),
    lastsMs: 3_600_000,
    mode: 'well',
    asked: [],
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    responder.asked.push(request.url ?? '')
    if (responder.mode === 'away') return void request.socket.destroy()
    if (responder.mode === 'elsewhere') return void response.writeHead(302, { Location: `${responder.crlUrl}?elsewhere` }).end()
    if (responder.mode === 'endless') return flood(response)
    const body = request.url === '/ocsp' ? await ocsp(await buffer(request)) : await crl()
    response.end(body)
  }

  const crl = () => issueCrlDer(authority(), [...responder.revoked], new Date(Date.now() + responder.lastsMs))

  async function ocsp(asked: Buffer): Promise<Buffer> {
    if (responder.mode === 'later')
      return Buffer.from(new pkijs.OCSPResponse({ responseStatus: new Enumerated({ value: 3 }) }).toSchema().toBER())
    const { requestList } = pkijs.OCSPRequest.fromBER(new Uint8Array(asked)).tbsRequest
    const signer =
      responder.mode === 'other'
        ? signers.other()
        : (signers.delegate?.() ?? { certificate: Buffer.from(authority().certificate.rawData), key: authority().key })
    const certificate = pkijs.Certificate.fromBER(new Uint8Array(signer.certificate))
    const basic = new pkijs.BasicOCSPResponse()
    const { tbsResponseData } = basic
    tbsResponseData.responderID = certificate.subject
    tbsResponseData.producedAt = new Date()
    tbsResponseData.responses = requestList.map(({ reqCert }) => {
      const number = Buffer.from(reqCert.serialNumber.valueBlock.valueHexView).toString('hex').replace(/^0+/, '')
      const idBlock = { tagClass: 3, tagNumber: 0 }
      return new pkijs.SingleResponse({
        certID: reqCert,
        certStatus: responder.revoked.has(number) ? revokedInfo() : new Primitive({ idBlock, lenBlock: { length: 0 } }),
        thisUpdate: new Date(Date.now() - 9 * DAY_MS),
        nextUpdate: new Date(Date.now() + responder.lastsMs),
      })
    })
    basic.certs = [certificate]
    await basic.sign(signer.key, 'SHA-256')
    return Buffer.from(
      new pkijs.OCSPResponse({
        responseStatus: new Enumerated({ value: 0 }),
        responseBytes: new pkijs.ResponseBytes({
          responseType: '1.3.6.1.5.5.7.48.1.1',
          response: new OctetString({ valueHex: basic.toSchema().toBER() }),
        }),
      })
        .toSchema()
        .toBER(),
    )
  }
  return responder
}

/** RevokedInfo under the context tag [1]. */
function revokedInfo(): unknown {
  const time = new GeneralizedTime({ valueDate: new Date(Date.now() - DAY_MS) })
  return new Constructed({ idBlock: { tagClass: 3, tagNumber: 1 }, value: [time] })
}

function flood(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(65_536)));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}
