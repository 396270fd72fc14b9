// First line: rules and names. Then a list of situations per line; answers [[verdicts, amounts], ...] per line.
const { createRequire } = require('module')
const haal = createRequire(process.env.PUBLICODES_MAP + '/x.js')
const { default: Engine } = haal('publicodes')

const stil = { log() {}, warn() {}, error(e) { console.error(e) } }
let motor, rechten, zonder

function antwoord(situatie) {
  motor.setSituation(situatie)
  const ja = rechten.map((r) => motor.evaluate(r).nodeValue === true)
  const bedrag = rechten.map((r, i) => (ja[i] && !zonder.has(r) ? motor.evaluate(r + ' bedrag').nodeValue || 0 : 0))
  return [ja, bedrag]
}

require('readline').createInterface({ input: process.stdin }).on('line', (regel) => {
  const data = JSON.parse(regel)
  if (!motor) {
    motor = new Engine(data.regels, { logger: stil })
    rechten = data.rechten
    zonder = new Set(data.zonder)
    console.log('"klaar"')
  } else console.log(JSON.stringify(data.map(antwoord)))
})
