// ConvoIntel's worker on Azure Container Apps: recordings land in a container, replicas come and go with the queues, nobody holds a key.
metadata name = 'ConvoIntel worker'

@description('Begins the names of all that is made; 3 to 11 lower-case letters and digits.')
@minLength(3)
@maxLength(11)
param name string = 'convointel'

@description('Region of all that is made.')
param location string = resourceGroup().location

@description('Image of the worker with its tag, in the registry: registry.azurecr.io/convointel-worker:0.1.0.')
param image string

@description('Name of the Azure container registry in this resource group that holds the image.')
param registryName string

@description('Who administers the database and makes the worker its login: object id, name and kind of a person, group or service principal in Entra.')
param databaseAdministrator databaseAdministratorType

@description('Least replicas; 0 costs nothing while nothing lands.')
@minValue(0)
param minReplicas int = 0

@description('Most replicas. Each holds some connections to the database: see the README before raising it.')
@minValue(1)
@maxValue(300)
param maxReplicas int = 10

@description('Messages in a queue for each replica. A replica works on as many calls at once as Pipeline:ConcurrentCalls says, so fewer would leave some idle.')
@minValue(1)
param messagesPerReplica int = 8

@description('Processor cores of a replica; memory is twice as many GiB.')
@allowed([ 1, 2, 4 ])
param cores int = 2

@description('Address that metrics and traces go to by OTLP; empty for nowhere. One that wants a key must be a collector inside the network.')
param otlpEndpoint string = ''

@description('Only blobs whose names begin so are recordings; empty for all.')
param prefix string = ''

@description('Size of the database server.')
param databaseSku databaseSkuType = { name: 'Standard_D2ds_v5', tier: 'GeneralPurpose' }

@description('Prefix of the virtual network; two subnets are cut from it.')
param addressPrefix string = '10.40.0.0/16'

type databaseAdministratorType = {
  @description('Object id in Entra.')
  objectId: string

  @description('Sign-in name of a person, display name of a group or of a service principal.')
  name: string

  kind: 'User' | 'Group' | 'ServicePrincipal'
}

type databaseSkuType = {
  name: string
  tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-worker'
  location: location
}

resource logs 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
    features: { disableLocalAuth: true }
  }
}

module network 'modules/network.bicep' = {
  params: { name: name, location: location, addressPrefix: addressPrefix }
}

module storage 'modules/storage.bicep' = {
  params: { name: name, location: location, workerPrincipalId: identity.properties.principalId }
}

module events 'modules/events.bicep' = {
  params: {
    name: name
    location: location
    storageAccountName: storage.outputs.accountName
    recordingsContainer: storage.outputs.recordingsContainer
    eventQueue: storage.outputs.eventQueue
    prefix: prefix
  }
}

module database 'modules/database.bicep' = {
  params: {
    name: name
    location: location
    sku: databaseSku
    administrator: databaseAdministrator
    subnetId: network.outputs.databaseSubnetId
    dnsZoneId: network.outputs.databaseDnsZoneId
  }
}

module worker 'modules/worker.bicep' = {
  params: {
    name: name
    location: location
    image: image
    registryName: registryName
    identityName: identity.name
    workspaceName: logs.name
    subnetId: network.outputs.workerSubnetId
    minReplicas: minReplicas
    maxReplicas: maxReplicas
    messagesPerReplica: messagesPerReplica
    cores: cores
    otlpEndpoint: otlpEndpoint
    prefix: prefix
    database: database.outputs.connection
    storage: storage.outputs.account
  }
}

@description('Where recordings are uploaded to, each with its sidecar before it.')
output recordings string = '${storage.outputs.account.blobEndpoint}${storage.outputs.recordingsContainer}'

@description('Name that the database administrator makes a login of.')
output workerIdentity string = identity.name

@description('Server of the database, reachable inside the virtual network alone.')
output databaseServer string = database.outputs.connection.host
