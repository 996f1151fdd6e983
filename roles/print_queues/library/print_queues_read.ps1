#!powershell

# GNU General Public License v3.0+ (see LICENSE)

#AnsibleRequires -CSharpUtil Ansible.Basic

$ErrorActionPreference = 'Stop'

$spec = @{
    options = @{
        accounts = @{ type = 'list'; elements = 'str'; default = @() }
    }
    supports_check_mode = $true
}
$module = [Ansible.Basic.AnsibleModule]::Create($args, $spec)

function Get-Sid {
    param([string]$Account)
    try {
        $name = New-Object -TypeName System.Security.Principal.NTAccount -ArgumentList $Account
        return $name.Translate([System.Security.Principal.SecurityIdentifier]).Value
    }
    catch [System.Security.Principal.IdentityNotMappedException] {
        return $null
    }
}

$queues = foreach ($name in @(Get-Printer | ForEach-Object { $_.Name })) {
    # Only -Full brings the permissions.
    $printer = Get-Printer -Name $name -Full
    # Some of Windows' own printers have no defaults to tell.
    $defaults = Get-PrintConfiguration -PrinterName $name -ErrorAction SilentlyContinue
    @{
        name = [string]$printer.Name
        type = [string]$printer.Type
        driver = [string]$printer.DriverName
        port = [string]$printer.PortName
        location = [string]$printer.Location
        comment = [string]$printer.Comment
        shared = [bool]$printer.Shared
        share_name = [string]$printer.ShareName
        keeps_jobs = [bool]$printer.KeepPrintedJobs
        jobs = [int]$printer.JobCount
        status = [string]$printer.PrinterStatus
        permissions = [string]$printer.PermissionSDDL
        sides = [string]$defaults.DuplexingMode
        colour = [bool]$defaults.Color
    }
}
$module.Result.queues = @($queues)

$module.Result.drivers = @(
    Get-PrinterDriver | ForEach-Object { @{ name = [string]$_.Name; version = [int]$_.MajorVersion } }
)

$module.Result.ports = @(Get-PrinterPort | ForEach-Object { [string]$_.Name })

$module.Result.sids = @{}
foreach ($account in $module.Params.accounts) {
    $module.Result.sids[$account] = Get-Sid -Account $account
}

# Windows makes IPP queues by address since Server 2022; before, this parameter is not there.
$add = Get-Command -Name Add-Printer
$module.Result.makes_ipp = [bool]$add.Parameters.ContainsKey('IppURL')

$module.ExitJson()
