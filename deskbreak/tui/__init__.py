"""The screen: shows the service's snapshots and sends what the person answers; decides nothing about breaks."""
