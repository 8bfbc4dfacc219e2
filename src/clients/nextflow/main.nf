// A season against the panel of reference strains: nextflow run main.nf --sequences season.fasta.gz
include { DRIFTLINE_PREDICT } from './modules/driftline/predict/main'

params.sequences = 'season.fasta'
params.outdir    = '.'

workflow {
    DRIFTLINE_PREDICT(channel.of([[id: 'season'], file(params.sequences, checkIfExists: true)]), [])
}
