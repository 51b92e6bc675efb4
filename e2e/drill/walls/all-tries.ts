import { brokerTries } from './broker-tries.ts'
import { tenantTries } from './company-tries.ts'
import { databaseTries } from './database-tries.ts'
import { functionTries } from './function-tries.ts'
import { gatewayTries } from './gateway-tries.ts'
import { keeperTries } from './keeper-tries.ts'
import { liveTries } from './live-tries.ts'
import { modelTries } from './model-tries.ts'
import { payloadTries } from './payload-tries.ts'
import { personTries } from './person-tries.ts'
import { processTries } from './process-tries.ts'
import { proofTries } from './proof-tries.ts'
import { referenceTries } from './reference-tries.ts'
import { signatureTries } from './signature-tries.ts'
import { tableTries } from './table-tries.ts'
import type { Scene, Try } from './try.ts'

/** Everything that is tried, as the table is ordered. */
export async function allTries(scene: Scene): Promise<Try[]> {
  return [
    ...tenantTries(scene),
    ...personTries(scene),
    ...proofTries(scene),
    ...gatewayTries(scene),
    ...keeperTries(),
    ...brokerTries(),
    ...signatureTries(scene),
    ...payloadTries(scene),
    ...processTries(),
    ...modelTries(),
    ...databaseTries(scene),
    ...liveTries(scene),
    ...(await functionTries(scene, 'web')),
    ...(await functionTries(scene, 'gateway')),
    ...tableTries(scene, 'web'),
    ...tableTries(scene, 'gateway'),
    ...referenceTries(scene, 'web'),
    ...referenceTries(scene, 'gateway'),
  ]
}
