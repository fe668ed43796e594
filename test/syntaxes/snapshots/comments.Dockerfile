# syntax=docker/dockerfile:1
# check=skip=SecretsUsedInArgOrEnv;error=true
# an ordinary comment ends the directives
# escape=`
# hullwright ignore=rule-a,secret-in-env(DB_PASSWORD) until=2027-01-31: reason
  # hullwright ignore-file=rule-a
# HULLWRIGHT ignore = rule-a , rule-b: says why: twice
# hadolint ignore=DL3008,DL3009
# hadolint global ignore=DL3008
# tally ignore=hadolint/DL3008;reason=why
# trivy:ignore:AVD-DS-0002:exp:2027-01-31 trivy:ignore:DS001
# checkov:skip=CKV_DOCKER_2: reason
# kics-scan ignore-line
# kics-scan disable=a-b,c
# nosemgrep: dockerfile.security.rule, other
# NOSONAR(docker:S6471)
LABEL text="one \
# hadolint ignore=DL3008
two"
USER app
