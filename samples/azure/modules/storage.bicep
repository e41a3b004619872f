// The storage account: containers for recordings and for what a killed worker goes on from, the queues, and what the worker may do with each.
param name string
param location string
param workerPrincipalId string

var recordings = 'recordings'
var state = 'state'
var work = 'jobs'
var events = 'recordings-landed'

// Azure's own roles, by the numbers that are the same in every tenant.
var blobContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var queueContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var queueProcessor = '8a0f0c08-91a1-4084-bc3d-661d67233fed'
var queueReader = '19e7f393-937e-4f77-808e-94535e297925'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: take('${name}${uniqueString(resourceGroup().id)}', 24)
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource recordingsContainer 'containers' = { name: recordings }

    resource stateContainer 'containers' = { name: state }
  }

  resource queues 'queueServices' = {
    name: 'default'

    resource workQueue 'queues' = { name: work }

    // The worker's name for it: the work queue's with this ending.
    resource poisonQueue 'queues' = { name: '${work}-poison' }

    resource eventQueue 'queues' = { name: events }
  }
}

// Recordings are read, listed, and marked as done by a tag of the blob's index; they are never written or deleted.
resource recordingReader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, name, 'recording reader')
  properties: {
    roleName: 'ConvoIntel recording reader (${name}, ${uniqueString(resourceGroup().id)})'
    description: 'Reads and lists blobs, and sets the tags of their index.'
    assignableScopes: [ resourceGroup().id ]
    permissions: [
      {
        actions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/tags/write'
        ]
      }
    ]
  }
}

resource readsRecordings 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::recordingsContainer
  name: guid(account::blobs::recordingsContainer.id, workerPrincipalId, recordingReader.id)
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: recordingReader.id
  }
}

resource keepsState 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::blobs::stateContainer
  name: guid(account::blobs::stateContainer.id, workerPrincipalId, blobContributor)
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobContributor)
  }
}

resource takesJobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queues::workQueue
  name: guid(account::queues::workQueue.id, workerPrincipalId, queueContributor)
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', queueContributor)
  }
}

resource putsAside 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queues::poisonQueue
  name: guid(account::queues::poisonQueue.id, workerPrincipalId, queueContributor)
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', queueContributor)
  }
}

resource hearsOfRecordings 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queues::eventQueue
  name: guid(account::queues::eventQueue.id, workerPrincipalId, queueProcessor)
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', queueProcessor)
  }
}

// How many messages wait, which the scaler asks as the worker; the right to take them does not include it.
resource countsEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account::queues::eventQueue
  name: guid(account::queues::eventQueue.id, workerPrincipalId, queueReader)
  properties: {
    principalId: workerPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', queueReader)
  }
}

@export()
type accountType = {
  name: string
  blobEndpoint: string
  queueEndpoint: string
  recordingsContainer: string
  stateContainer: string
  workQueue: string
  eventQueue: string
}

output accountName string = account.name
output recordingsContainer string = recordings
output eventQueue string = events
output account accountType = {
  name: account.name
  blobEndpoint: account.properties.primaryEndpoints.blob
  queueEndpoint: account.properties.primaryEndpoints.queue
  recordingsContainer: account::blobs::recordingsContainer.name
  stateContainer: account::blobs::stateContainer.name
  workQueue: account::queues::workQueue.name
  eventQueue: account::queues::eventQueue.name
}
