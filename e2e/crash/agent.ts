// The long form of agent.test.ts: `node e2e/crash/agent.ts [contents]`.
import { runAgent } from './agent-run.ts'

const contents = Number(process.argv[2] ?? 300)
const { submissions, ledger, ...told } = await runAgent({ contents, cutWithinMs: 250 })
const most = (counts: Map<string, number>) => Math.max(...counts.values())
console.log({ ...told, submissions: submissions.size, ledger: ledger.size, mostOfOne: [most(submissions), most(ledger)] })
const isWell = [submissions, ledger].every((counts) => counts.size === contents && most(counts) === 1)
process.exit(isWell && told.left.length + told.withoutReceipt.length === 0 ? 0 : 1)
