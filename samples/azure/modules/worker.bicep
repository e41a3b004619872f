// The worker as a container app without ingress: queues bring it to life, and an empty queue lets it go.
import { accountType } from 'storage.bicep'
import { connectionType } from 'database.bicep'

param name string
param location string
param image string
param registryName string
param identityName string
param workspaceName string
param subnetId string
param minReplicas int
param maxReplicas int
param messagesPerReplica int
param cores int
param otlpEndpoint string
param prefix string
param database connectionType
param storage accountType

var imagePuller = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: registry
  name: guid(registry.id, identity.id, imagePuller)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', imagePuller)
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: '${name}-apps'
  location: location
  properties: {
    // Logs reach the workspace by diagnostic settings: the other way needs the workspace's key.
    appLogsConfiguration: { destination: 'azure-monitor' }
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: true }
    workloadProfiles: [ { name: 'Consumption', workloadProfileType: 'Consumption' } ]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: environment
  name: 'logs'
  properties: {
    workspaceId: workspace.id
    logs: [ { categoryGroup: 'allLogs', enabled: true } ]
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: '${name}-worker'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [ { server: registry.properties.loginServer, identity: identity.id } ]
    }
    template: {
      // Longer than the worker's own drain deadline; a call that is not finished by then another replica goes on with.
      terminationGracePeriodSeconds: 330
      containers: [
        {
          name: 'worker'
          image: image
          resources: { cpu: cores, memory: '${cores * 2}Gi' }
          env: [
            // Which of the app's identities signs in: Azure.Identity reads it.
            { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
            { name: 'CONVOINTEL_Urls', value: 'http://+:8086' }
            { name: 'CONVOINTEL_Azure__BlobEndpoint', value: storage.blobEndpoint }
            { name: 'CONVOINTEL_Azure__QueueEndpoint', value: storage.queueEndpoint }
            { name: 'CONVOINTEL_Azure__Container', value: storage.recordingsContainer }
            { name: 'CONVOINTEL_Azure__Prefix', value: prefix }
            { name: 'CONVOINTEL_Azure__StateContainer', value: storage.stateContainer }
            { name: 'CONVOINTEL_Azure__WorkQueue', value: storage.workQueue }
            { name: 'CONVOINTEL_Azure__EventQueue', value: storage.eventQueue }
            // Events tell at once; the listing finds what an event was lost of.
            { name: 'CONVOINTEL_Azure__ListInterval', value: '01:00:00' }
            { name: 'CONVOINTEL_Azure__DatabaseIdentity', value: 'true' }
            {
              name: 'CONVOINTEL_Storage__ConnectionString'
              value: 'Host=${database.host};Database=${database.database};Username=${identity.name};SSL Mode=VerifyFull;Maximum Pool Size=8'
            }
            { name: 'CONVOINTEL_Worker__DrainDeadline', value: '00:05:00' }
            { name: 'CONVOINTEL_Logging__Console__FormatterName', value: 'json' }
            // Empty: nowhere.
            { name: 'OTEL_EXPORTER_OTLP_ENDPOINT', value: otlpEndpoint }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/health/live', port: 8086 }
              periodSeconds: 5
              failureThreshold: 48
            }
            {
              type: 'Liveness'
              httpGet: { path: '/health/live', port: 8086 }
              periodSeconds: 20
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: { path: '/health/ready', port: 8086 }
              periodSeconds: 20
            }
          ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          // Jobs that wait, are worked on, or wait to be tried again: the scaler counts hidden messages, too.
          {
            name: 'jobs'
            azureQueue: { accountName: storage.name, queueName: storage.workQueue, queueLength: messagesPerReplica, identity: identity.id }
          }
          // Where no replica runs, nobody has made jobs of what has landed yet: any event brings one.
          {
            name: 'recordings-landed'
            azureQueue: { accountName: storage.name, queueName: storage.eventQueue, queueLength: 1000, identity: identity.id }
          }
        ]
      }
    }
  }
  dependsOn: [ pulls ]
}
