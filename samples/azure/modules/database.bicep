// PostgreSQL inside the virtual network. Only Entra signs in; there is no password to keep or to lose.
param name string
param location string
param sku { name: string, tier: 'Burstable' | 'GeneralPurpose' | 'MemoryOptimized' }
param administrator { objectId: string, name: string, kind: 'User' | 'Group' | 'ServicePrincipal' }
param subnetId string
param dnsZoneId string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  sku: sku
  properties: {
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    storage: { storageSizeGB: 128, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: dnsZoneId
    }
  }

  resource convointel 'databases' = {
    name: 'convointel'
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  }

  resource admin 'administrators' = {
    name: administrator.objectId
    properties: {
      principalName: administrator.name
      principalType: administrator.kind
      tenantId: tenant().tenantId
    }
    // The server takes one change at a time.
    dependsOn: [ convointel ]
  }
}

@export()
type connectionType = { host: string, database: string }

output connection connectionType = {
  host: server.properties.fullyQualifiedDomainName
  database: server::convointel.name
}
