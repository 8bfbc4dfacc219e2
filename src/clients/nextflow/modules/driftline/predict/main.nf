process DRIFTLINE_PREDICT {
    tag "${meta.id}"
    label 'process_single'

    input:
    tuple val(meta), path(sequences)
    path references

    output:
    tuple val(meta), path("*.csv"),  emit: table
    tuple val(meta), path("*.json"), emit: json
    path "versions.yml",             emit: versions

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def prefix = task.ext.prefix ?: "${meta.id}"
    def against = references ? "--references ${references}" : ''
    """
    driftline predict \\
        --sequences ${sequences} \\
        ${against} \\
        --output ${prefix}.csv \\
        --output ${prefix}.json \\
        ${args}

    cat <<-END_VERSIONS > versions.yml
    "${task.process}":
        driftline: \$(driftline --version | sed 's/driftline //')
    END_VERSIONS
    """
}
